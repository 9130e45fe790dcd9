"""Why a mail did not leave, in words, and whether trying again can help."""

from __future__ import annotations

from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)


def is_final(error: Exception) -> bool:
    """A 5xx about the recipient or the message; 4xx is “not now”: a full mailbox, or a server that wants to see
    whether we come back. What concerns the server or our account there may be mended any time."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def reason(error: Exception) -> str:
    """Without anything the server wrote: that may hold addresses and more."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return "The mail server refused the address." if is_final(error) else f"The mail server answered {codes[0]}"
    if isinstance(error, SMTPAuthenticationError):
        return f"The mail server did not let us in ({error.smtp_code})"
    if isinstance(error, SMTPDataError) and is_final(error):
        return f"The mail server refused the message ({error.smtp_code})."
    if isinstance(error, SMTPResponseException) and not isinstance(error, SMTPConnectError):
        return f"The mail server answered {error.smtp_code}"
    # smtplib says of a silence that the server hung up.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "The mail server did not answer in time"
    if isinstance(error, SMTPServerDisconnected | ConnectionResetError | BrokenPipeError):
        return "The mail server hung up"
    if isinstance(error, ConnectionRefusedError | SMTPConnectError):
        return "Nobody answers at the mail server's address"
    return type(error).__name__
