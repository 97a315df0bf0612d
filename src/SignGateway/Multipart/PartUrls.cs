namespace SignGateway.Multipart;

/// <summary>Where some parts are put, and until when.</summary>
/// <param name="Urls">By number, in the order in which they were asked for.</param>
/// <param name="Now">The time of signing.</param>
/// <param name="ExpiresAt">When OSS takes them no more.</param>
internal sealed record PartUrls(IReadOnlyList<(int Number, string Url)> Urls, DateTimeOffset Now, DateTimeOffset ExpiresAt);
