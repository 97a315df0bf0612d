namespace SignGateway.Uploads.Quotas;

/// <summary>Why grants do not fit.</summary>
/// <param name="Profile">The profile whose quota it is.</param>
/// <param name="Kind">What it counts.</param>
/// <param name="Limit">How much there may be.</param>
/// <param name="Used">How much there is before any of the grants.</param>
/// <param name="Index">Which of the grants does not fit, counted from 0.</param>
/// <param name="NextEnd">When the first of the owner's pending grants ends, which frees what it holds; null if none is pending.</param>
public sealed record QuotaExcess(string Profile, QuotaKind Kind, long Limit, long Used, int Index, DateTimeOffset? NextEnd);
