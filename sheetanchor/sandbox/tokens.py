"""Access tokens: every bearer token is let in until it is revoked or, if issued here, has expired."""

from datetime import datetime, timedelta

from sheetanchor.sandbox.clock import WorldClock
from sheetanchor.sandbox.errors import invalid_credentials, missing_credentials
from sheetanchor.sandbox.ids import Ids

LIFETIME = timedelta(hours=1)


class Tokens:
    """Who a token stands for; a token from elsewhere stands for the sandbox's own account."""

    def __init__(self, clock: WorldClock, ids: Ids, account: str) -> None:
        self._clock = clock
        self._ids = ids
        self.account = account
        self.lifetime = LIFETIME
        self.public_keys: dict[str, bytes] = {}
        self._issued: dict[str, tuple[str, datetime]] = {}
        self._revoked: set[str] = set()

    def issue(self, who: str | None = None) -> str:
        """A new token for an account, good for `lifetime` of the world's time."""
        token = "ya29." + self._ids.token()
        self._issued[token] = (who or self.account, self._clock() + self.lifetime)
        return token

    def revoke(self, token: str) -> None:
        """Answer 401 to this token from now on."""
        self._revoked.add(token)

    def revoke_issued(self) -> None:
        """Answer 401 to every token issued so far, as when all have expired at once."""
        self._revoked |= self._issued.keys()

    def account_of(self, authorization: str) -> str:
        """The account of an Authorization header, whether or not its token is still good."""
        return self._issued.get(authorization.partition(" ")[2], (self.account, None))[0]

    def holder(self, authorization: str | None) -> str:
        """The account of an Authorization header; raises the 401 of a missing or expired token."""
        if not authorization:
            raise missing_credentials()
        token = authorization.partition(" ")[2]
        who, expires = self._issued.get(token, (self.account, None))
        if token in self._revoked or (expires is not None and expires <= self._clock()):
            raise invalid_credentials()
        return who
