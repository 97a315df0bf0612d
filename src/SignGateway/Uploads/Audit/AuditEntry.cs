namespace SignGateway.Uploads.Audit;

/// <summary>One thing that an administrator did. Never holds a secret, nor what an upload's owner wrote.</summary>
/// <param name="Id">Its name; entries sort by it.</param>
/// <param name="At">When.</param>
/// <param name="Who">The administrator, as the token names them.</param>
/// <param name="Action">What; one of <see cref="AuditActions"/>.</param>
/// <param name="Target">To which upload or event; null for what is not done to one.</param>
/// <param name="Before">How that stood before, by name; null where nothing changes.</param>
/// <param name="After">What came of it; null where nothing changes, or where nobody came back to say.</param>
public sealed record AuditEntry(
    AuditId Id,
    DateTimeOffset At,
    string Who,
    string Action,
    string? Target,
    IReadOnlyDictionary<string, string>? Before,
    IReadOnlyDictionary<string, string>? After);
