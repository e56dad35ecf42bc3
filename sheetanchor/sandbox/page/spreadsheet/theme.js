/** The look of Google's grid. */
export function THEME(AgGrid) {
  return AgGrid.themeQuartz.withPart(AgGrid.colorSchemeLight).withParams({
    fontFamily: "Arial, 'Liberation Sans', sans-serif",
    fontSize: 13,
    headerFontSize: 12,
    headerFontWeight: 400,
    headerTextColor: "#5f6368",
    foregroundColor: "#202124",
    backgroundColor: "#ffffff",
    headerBackgroundColor: "#f8f9fa",
    borderColor: "#e1e3e6",
    rowBorder: true,
    columnBorder: true,
    headerColumnBorder: true,
    pinnedRowBorder: { width: 3, color: "#c7cbd1" },
    pinnedColumnBorder: true,
    wrapperBorder: false,
    wrapperBorderRadius: 0,
    rowHeight: 25,
    headerHeight: 25,
    cellHorizontalPadding: 5,
    rowHoverColor: "transparent",
    oddRowBackgroundColor: "#ffffff",
    headerColumnResizeHandleColor: "transparent",
  });
}
