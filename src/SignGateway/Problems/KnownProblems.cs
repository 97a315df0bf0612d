namespace SignGateway.Problems;

/// <summary>The one list of public errors. Codes and statuses are part of the contract with clients.</summary>
public static class KnownProblems
{
    /// <summary>No user, or a token without a usable user id.</summary>
    public static readonly Problem Unauthenticated = new(401, "unauthenticated", "Sign in first.",
        "Send a valid bearer token that names exactly one user.");

    /// <summary>The user lacks the role that a route asks for.</summary>
    public static readonly Problem RoleMissing = new(403, "role_missing", "A role is missing.",
        "Ask an administrator for the role that this route needs.");

    /// <summary>No such route.</summary>
    public static readonly Problem NotFound = new(404, "not_found", "There is nothing here.",
        "Check the address; the routes are described in /openapi/v1.json.");

    /// <summary>A route that does not know the verb.</summary>
    public static readonly Problem MethodNotAllowed = new(405, "method_not_allowed", "The route does not know this verb.",
        "Use a verb named in the Allow header.");

    /// <summary>A body that is no JSON by its media type.</summary>
    public static readonly Problem MediaTypeUnsupported = new(415, "media_type_unsupported", "The body must be JSON.",
        "Send Content-Type: application/json.");

    /// <summary>A request that cannot be read.</summary>
    public static readonly Problem RequestMalformed = new(400, "request_malformed", "The request cannot be read.",
        "Send one JSON object as the documentation describes it.");

    /// <summary>No such profile.</summary>
    public static readonly Problem ProfileUnknown = new(404, "profile_unknown", "There is no such profile.",
        "Use a profile that the gateway's configuration names.");

    /// <summary>The profile is not for this user or this use.</summary>
    public static readonly Problem ProfileForbidden = new(403, "profile_forbidden", "The profile is not open to this request.",
        "Ask an administrator for access, or use another profile.");

    /// <summary>The media type is not one that the profile takes.</summary>
    public static readonly Problem ContentTypeNotAllowed = new(422, "content_type_not_allowed", "The media type is not allowed.",
        "Send contentType as type/subtype without parameters, and one that the profile lists.");

    /// <summary>The size is not one that the profile takes.</summary>
    public static readonly Problem SizeNotAllowed = new(422, "size_not_allowed", "The size is not allowed.",
        "Send a size in bytes that lies within the profile's limits.");

    /// <summary>The file name cannot be used.</summary>
    public static readonly Problem FileNameInvalid = new(422, "file_name_invalid", "The file name cannot be used.",
        "Send fileName as a plain name of 1 to 255 bytes of UTF-8, without path parts and control characters.");

    /// <summary>The caller's variables cannot be used.</summary>
    public static readonly Problem VarsInvalid = new(422, "vars_invalid", "The variables cannot be used.",
        "Send at most 16 vars; keys match [a-z][a-z0-9_]{0,31}, values are strings of at most 256 characters without control characters.");

    /// <summary>The user's quota is used up.</summary>
    public static readonly Problem QuotaExceeded = new(429, "quota_exceeded", "The quota is used up.",
        "Delete uploads that are no longer needed, or ask for a larger quota.");

    /// <summary>Too many requests.</summary>
    public static readonly Problem RateLimited = new(429, "rate_limited", "Too many requests.",
        "Try again after the time in Retry-After.");

    /// <summary>No such upload, or another user's.</summary>
    public static readonly Problem UploadNotFound = new(404, "upload_not_found", "There is no such upload.",
        "Use the id of one of your own uploads.");

    /// <summary>The object is not in the bucket, or does not carry the upload's ticket.</summary>
    public static readonly Problem ObjectNotFound = new(409, "object_not_found", "The object is not there yet.",
        "Finish the upload with the signed form, then confirm again.");

    /// <summary>What is asked for needs a stored upload.</summary>
    public static readonly Problem UploadNotStored = new(409, "upload_not_stored", "The upload is not stored.",
        "Only a stored upload has content; ask for its state, or sign a new upload.");

    /// <summary>The upload takes no parts, or no more.</summary>
    public static readonly Problem UploadNotOpen = new(409, "upload_not_open", "The upload takes no parts.",
        "It is stored, deleted or over; ask for its state, or sign a new upload.");

    /// <summary>No such event.</summary>
    public static readonly Problem EventNotFound = new(404, "event_not_found", "There is no such event.",
        "Use the id of an event that is listed, and the name of an endpoint that configuration names.");

    /// <summary>What is asked for needs a dead letter.</summary>
    public static readonly Problem EventNotDead = new(409, "event_not_dead", "The event is no dead letter.",
        "It was delivered, or is tried again by itself; see when in the list of what is pending.");

    /// <summary>The doctor is at work in this process already.</summary>
    public static readonly Problem DoctorBusy = new(409, "doctor_busy", "The doctor is looking already.",
        "Another administrator has asked; ask again in a minute.") { RetryAfter = TimeSpan.FromSeconds(30) };

    /// <summary>The idempotency key came before with another body.</summary>
    public static readonly Problem IdempotencyConflict = new(422, "idempotency_conflict", "The Idempotency-Key was used for another request.",
        "Send a new key with a new body.");

    /// <summary>The first request with this idempotency key is still under way.</summary>
    public static readonly Problem IdempotencyInProgress = new(409, "idempotency_in_progress", "A request with this Idempotency-Key is under way.",
        "Send the same request again in a moment.") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>There are no credentials to sign with.</summary>
    public static readonly Problem CredentialsUnavailable = new(503, "credentials_unavailable", "The gateway cannot sign at the moment.",
        "Try again in a moment; operators find the reason in the gateway's log.") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>The ledger cannot be reached.</summary>
    public static readonly Problem LedgerUnavailable = new(503, "ledger_unavailable", "The ledger cannot be reached at the moment.",
        "Try again in a moment.") { RetryAfter = TimeSpan.FromSeconds(2) };

    /// <summary>OSS cannot be reached or does not answer as it should.</summary>
    public static readonly Problem OssUnavailable = new(503, "oss_unavailable", "OSS cannot be reached at the moment.",
        "Try again in a moment.") { RetryAfter = TimeSpan.FromSeconds(2) };

    /// <summary>A callback without readable signature headers.</summary>
    public static readonly Problem CallbackUnsigned = new(401, "callback_unsigned", "The callback is not signed.",
        "Only OSS calls this route; check that no proxy removes the Authorization and x-oss-pub-key-url headers.");

    /// <summary>A callback whose public key is not trusted.</summary>
    public static readonly Problem CallbackKeyUntrusted = new(403, "callback_key_untrusted", "The callback's public key is not trusted.",
        "The key URL must be one of the allowed origins, and the key must be readable there.");

    /// <summary>A callback whose signature does not verify.</summary>
    public static readonly Problem CallbackSignatureInvalid = new(403, "callback_signature_invalid", "The callback's signature does not verify.",
        "Check that PublicUrl is the address OSS calls, and that no proxy changes path, query or body.");

    /// <summary>A callback without a ticket that counts.</summary>
    public static readonly Problem TicketInvalid = new(403, "ticket_invalid", "The callback carries no valid ticket.",
        "Upload with a form that this gateway signed and that was not revoked.");

    /// <summary>A callback that came too late.</summary>
    public static readonly Problem TicketExpired = new(403, "ticket_expired", "The ticket has run out.",
        "Sign a new upload.");

    /// <summary>A callback that differs from its ticket.</summary>
    public static readonly Problem TicketMismatch = new(403, "ticket_mismatch", "The callback does not agree with its ticket.",
        "Upload exactly what was granted: bucket, key, size, type and vars.");

    /// <summary>A callback body that cannot be read.</summary>
    public static readonly Problem CallbackMalformed = new(400, "callback_malformed", "The callback's body cannot be read.",
        "The body must be the form or JSON text that the signed callback asks for.");

    /// <summary>A callback body that is too large.</summary>
    public static readonly Problem CallbackTooLarge = new(413, "callback_too_large", "The callback's body is too large.",
        "A callback's body is at most 64 KiB.");
}
