namespace SignGateway.Storage.Redis;

/// <summary>Where the shared replay guard lives; section <c>SignGateway:Redis</c>.</summary>
public sealed class RedisOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "SignGateway:Redis";

    /// <summary>The Redis that replicas share, in StackExchange.Redis form. Needed with more than one replica for speed, never for correctness. Defaults to none: the guard is kept in the process.</summary>
    public string? ConnectionString { get; set; }
}
