namespace SignGateway.Storage.Redis;

/// <summary>Where the shared replay guard lives; section <c>SignGateway:Redis</c>.</summary>
public sealed class RedisOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "SignGateway:Redis";

    /// <summary>StackExchange.Redis form. Defaults to empty: the guard is kept in the process, which suits one replica only.</summary>
    public string? ConnectionString { get; set; }
}
