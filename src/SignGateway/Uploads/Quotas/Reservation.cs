namespace SignGateway.Uploads.Quotas;

/// <summary>What a grant takes of its owner's quota until it is used or ends.</summary>
/// <param name="Count">The uploads that can come of it; more than one only for a directory.</param>
/// <param name="Bytes">The most bytes that can come of it.</param>
public sealed record Reservation(long Count, long Bytes);
