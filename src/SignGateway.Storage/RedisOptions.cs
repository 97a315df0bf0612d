namespace SignGateway.Storage;

/// <summary>Section <c>SignGateway:Redis</c>.</summary>
public sealed class RedisOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Redis";

    /// <summary>StackExchange.Redis form. Empty means that repeats are recognised in this process only, and by the ledger.</summary>
    public string? ConnectionString { get; set; }
}
