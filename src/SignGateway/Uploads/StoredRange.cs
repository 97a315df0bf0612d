namespace SignGateway.Uploads;

/// <summary>A page of the stored uploads of one bucket, in the order of their object keys' bytes: the order in which OSS lists objects.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="From">The first key that counts, and all behind it.</param>
/// <param name="After">Only keys behind this one; empty for all.</param>
/// <param name="UpTo">The last key that counts; null for all.</param>
/// <param name="Limit">How many at the most.</param>
public sealed record StoredRange(string Bucket, string From, string After, string? UpTo, int Limit = 1000);
