"""The wages of the world as its spreadsheet shows them."""

from decimal import Decimal

from tests.unit.services.sync.world import World

NAME, WAGE, COMMISSION = "EmployeeId", "Hourly wage", "Sales commission"


def write_wage(world: World, employee_id: int, wage: int) -> None:
    world.local.write("employee_settings", {"employee_id": employee_id, "hourly_wage": Decimal(wage)})


def wages(world: World) -> dict[str, str]:
    """The wages in the sheet by employee, as text."""
    rows = [row for row in world.settings.values()[1:] if row]
    return {str(row[0]): str(row[1]) for row in rows}


def wages_by_header(world: World) -> dict[str, str]:
    """The wages by employee wherever the columns stand."""
    tab = world.settings
    names, columns = tab.column(NAME), tab.column(WAGE)
    lines = [tab.line(place) for place in range(1, tab.row_count)]
    return {
        str(line[names].value): str(line[columns].value) for line in lines if line[names].value is not None
    }
