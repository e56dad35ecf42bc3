"""The calls on who may open a file. They are kept and listed; every token is let in all the same."""

from http import HTTPStatus

from sheetanchor.sandbox.call import Answer, Call
from sheetanchor.sandbox.drive.files import DriveFile
from sheetanchor.sandbox.errors import ApiError
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import parse_mask

_DEFAULT_FIELDS = "kind,id,type,role"
_ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")
_TYPES = ("user", "group", "domain", "anyone")
_ANYONE = "anyoneWithLink"


def list_permissions(call: Call) -> JsonObject:
    """permissions.list: the owner first, then in the order given."""
    file = call.world.drive.visible(call.path["fileId"])
    text = call.query.get("fields") or f"kind,nextPageToken,permissions({_DEFAULT_FIELDS})"
    found = [_owner(call.world.tokens.account), *file.permissions.values()]
    return parse_mask(text).pick({"kind": "drive#permissionList", "permissions": found})


def create(call: Call) -> JsonObject:
    """permissions.create; the same person again gets the new role."""
    file, body = call.world.drive.visible(call.path["fileId"]), call.json()
    kind, role = _word(body, "type", _TYPES), _word(body, "role", _ROLES)
    address = body.get("emailAddress") or body.get("domain")
    if kind != "anyone" and not address:
        raise _invalid(
            "The specified emailAddress is invalid or not applicable for the given permission type."
        )
    permission_id = _ANYONE if kind == "anyone" else _id_of(call, file, str(address))
    kept: JsonObject = {"kind": "drive#permission", "id": permission_id, "type": kind, "role": role}
    if kind in ("user", "group"):
        kept |= {"emailAddress": address, "displayName": str(address).partition("@")[0]}
    elif kind == "domain":
        kept |= {"domain": address, "displayName": address}
    file.permissions[permission_id] = kept
    return _shown(call, kept)


def update(call: Call) -> JsonObject:
    """permissions.update: another role."""
    kept = _found(call)
    body = call.json()
    kept["role"] = _word(body, "role", _ROLES) if "role" in body else kept["role"]
    return _shown(call, kept)


def delete(call: Call) -> Answer:
    """permissions.delete."""
    _found(call)
    del call.world.drive.visible(call.path["fileId"]).permissions[call.path["permissionId"]]
    return Answer(b"", "text/html", HTTPStatus.NO_CONTENT)


def _owner(account: str) -> JsonObject:
    name = account.partition("@")[0]
    identity = {"kind": "drive#permission", "id": "00000000000000000001", "type": "user"}
    return {**identity, "emailAddress": account, "role": "owner", "displayName": name}


def _id_of(call: Call, file: DriveFile, address: str) -> str:
    known = (entry["id"] for entry in file.permissions.values() if entry.get("emailAddress") == address)
    return str(next(known, None) or call.world.ids.number())


def _found(call: Call) -> JsonObject:
    file, permission_id = call.world.drive.visible(call.path["fileId"]), call.path["permissionId"]
    if permission_id not in file.permissions:
        message = f"Permission not found: {permission_id}."
        place = {"location": "permissionId", "locationType": "parameter"}
        reason = {"message": message, "domain": "global", "reason": "notFound", **place}
        raise ApiError(HTTPStatus.NOT_FOUND, None, message, extra={"errors": [reason]})
    return file.permissions[permission_id]


def _word(body: JsonObject, name: str, known: tuple[str, ...]) -> str:
    word = body.get(name)
    if word not in known:
        raise _invalid(f"The permission {name} field is required.")
    return str(word)


def _invalid(message: str) -> ApiError:
    reason = {"message": message, "domain": "global", "reason": "invalid"}
    return ApiError(HTTPStatus.BAD_REQUEST, None, message, extra={"errors": [reason]})


def _shown(call: Call, permission: JsonObject) -> JsonObject:
    return parse_mask(call.query.get("fields") or _DEFAULT_FIELDS).pick(permission)
