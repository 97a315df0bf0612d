namespace SignGateway.Storage.Quotas;

/// <summary>Whose grants are noted one after another, so that each sees what was noted before it.</summary>
internal sealed record QuotaLock(string Owner, string Profile);
