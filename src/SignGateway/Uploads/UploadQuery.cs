using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>A page of one owner's uploads, newest first.</summary>
/// <param name="Owner">Whose uploads.</param>
/// <param name="Limit">How many at the most.</param>
/// <param name="Before">Only uploads older than this one.</param>
/// <param name="State">Only uploads in this state.</param>
/// <param name="Profile">Only uploads of this profile.</param>
public sealed record UploadQuery(
    string Owner,
    int Limit,
    UploadId? Before = null,
    UploadState? State = null,
    string? Profile = null);
