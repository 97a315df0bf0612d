using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>A page of a search. It may hold fewer uploads than asked for, or none, and still not be the last.</summary>
/// <param name="Items">What was found.</param>
/// <param name="Next">Where the search goes on: before this upload. Null when all has been looked through.</param>
public sealed record UploadSearchPage(IReadOnlyList<UploadRecord> Items, UploadId? Next);
