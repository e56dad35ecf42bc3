"""The buttons under each screen: one function per screen, none of them a dead end."""

import hashlib
from functools import singledispatch

from sheetanchor.services.dialogue.screens import (
    BACK,
    MENU,
    NEW_MENU,
    AddOrFinish,
    AdminMenu,
    AskAmount,
    Button,
    ConfirmDrop,
    FileShown,
    Help,
    JoinAnswer,
    JoinRequest,
    Menu,
    PickDay,
    PickField,
    PickProduct,
    PickSale,
    PickShift,
    PickTime,
    RankMessage,
    RanksShown,
    Rows,
    Said,
    Saved,
    Start,
    StatisticsShown,
    Stranger,
    Trouble,
    rows_of,
)

_HOURS_PER_HALF = 12
_WAY_BACK: Rows = ((BACK, MENU),)


@singledispatch
def keyboard_of(screen: object) -> Rows:
    """The rows of buttons; the menu where nothing else is said."""
    del screen
    return ((MENU,),)


@keyboard_of.register
def _(screen: AdminMenu) -> Rows:
    del screen
    return ((Button("sync_stats"), Button("problems")), (Button("conflicts"), Button("who")))


@keyboard_of.register
def _(screen: Menu) -> Rows:
    first: tuple[Button, ...] = (Button("clock_in"),)
    if screen.open_shift is not None:
        first = (Button("clock_out", screen.open_shift.clock_out is not None), Button("clock_in", "shift"))
    return (
        first,
        (Button("edit"),),
        (Button("statistics"), Button("ranks")),
    )


@keyboard_of.register
def _(screen: Stranger) -> Rows:
    again = Button("menu", "again")
    return ((Button("join"),), (again,)) if screen.may_ask and not screen.has_asked else ((again,),)


@keyboard_of.register
def _(screen: Start) -> Rows:
    refresh = (Button("clock_in", "refresh"), MENU)
    if screen.open_shift is not None:
        is_over = screen.open_shift.clock_out is not None
        return ((Button("now_out", is_over),), (Button("left"), Button("drop")), refresh)
    return ((Button("now_in"),), (Button("enter"),), refresh)


@keyboard_of.register
def _(screen: ConfirmDrop) -> Rows:
    del screen
    return ((Button("drop_now"),), *_WAY_BACK)


@keyboard_of.register
def _(screen: PickDay) -> Rows:
    newest = len(screen.days) - 1
    words = (None, None) if screen.shift_id is not None else ("yesterday", "today")
    days = [Button(f"day:{place - newest}", words[place] or day) for place, day in enumerate(screen.days)]
    return (tuple(days), *_WAY_BACK)


@keyboard_of.register
def _(screen: PickTime) -> Rows:
    first = _HOURS_PER_HALF if screen.afternoon else 0
    hours = [Button(f"hour:{hour}") for hour in range(first, first + _HOURS_PER_HALF)]
    return (*rows_of(hours, 4), (Button("half:am" if screen.afternoon else "half:pm"),), *_WAY_BACK)


@keyboard_of.register
def _(screen: PickProduct) -> Rows:
    products = [product_button(product) for product in screen.products]
    nothing = () if screen.worked.sales else ((Button("nothing"),),)
    return (*rows_of(products, 3), *_turns(screen.page, screen.pages), *nothing, *_WAY_BACK)


@keyboard_of.register
def _(screen: AskAmount) -> Rows:
    del screen
    return _WAY_BACK


@keyboard_of.register
def _(screen: AddOrFinish) -> Rows:
    more = (Button("more"),) if screen.can_add else ()
    return ((*more, Button("finish")), *_WAY_BACK)


@keyboard_of.register
def _(screen: PickShift) -> Rows:
    return (*((Button(f"shift:{shift.id}", shift),) for shift in screen.shifts), (MENU,))


@keyboard_of.register
def _(screen: PickField) -> Rows:
    del screen
    return ((Button("field:in"), Button("field:out")), (Button("field:sales"),), *_WAY_BACK)


@keyboard_of.register
def _(screen: PickSale) -> Rows:
    products = [product_button(product) for product, _ in screen.amounts]
    return (*rows_of(products, 3), *_turns(screen.page, screen.pages), *_WAY_BACK)


@keyboard_of.register
def _(screen: StatisticsShown) -> Rows:
    del screen
    return ((Button("statistics", "refresh"), MENU),)


@keyboard_of.register
def _(screen: RanksShown) -> Rows:
    del screen
    return ((Button("ranks", "refresh"), MENU),)


@keyboard_of.register
def _(screen: RankMessage) -> Rows:
    has_bonus = screen.change.reward is not None
    return ((Button(NEW_MENU.action, "claim" if has_bonus else None),),)


@keyboard_of.register
def _(screen: Trouble) -> Rows:
    return ((MENU,),) if screen.again is None else ((Button(screen.again, "refresh"), MENU),)


@keyboard_of.register
def _(screen: JoinRequest) -> Rows:
    return ((Button(f"accept:{screen.person_id}"), Button(f"decline:{screen.person_id}")),)


@keyboard_of.register
def _(screen: Said) -> Rows:
    return screen.buttons


@keyboard_of.register
def _(screen: FileShown) -> Rows:
    return screen.buttons


@keyboard_of.register
def _(screen: JoinAnswer) -> Rows:
    del screen
    return ((NEW_MENU,),)


@keyboard_of.register
def _(screen: Saved) -> Rows:
    del screen
    return ((NEW_MENU,),)


@keyboard_of.register
def _(screen: Help) -> Rows:
    del screen
    return ((MENU,),)


def _turns(page: int, pages: int) -> Rows:
    """To the pages before and after, where there are some."""
    before = (Button(f"page:{page - 1}", "previous"),) if page else ()
    after = (Button(f"page:{page + 1}", "next"),) if page + 1 < pages else ()
    return ((*before, *after),) if before or after else ()


def product_button(product: str) -> Button:
    """By a hash of its name: names are longer than a button's data may be, and places move."""
    return Button(f"product:{product_mark(product)}", product)


def product_mark(product: str) -> str:
    """Eight letters that stand for a product."""
    return hashlib.sha256(product.encode()).hexdigest()[:8]
