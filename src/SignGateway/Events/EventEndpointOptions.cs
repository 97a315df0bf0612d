using SignGateway.Problems;

namespace SignGateway.Events;

/// <summary>One endpoint that is told of uploads; section <c>SignGateway:Events:Endpoints:NAME</c>.</summary>
public sealed class EventEndpointOptions
{
    /// <summary>Where events are posted; <c>https</c>, in Development also <c>http</c>. Required.</summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// The secrets that sign, <c>whsec_</c> and the Base64 of 24 to 64 random bytes. While one is being replaced there are two, and each event
    /// carries a signature of each. At most 5. Required.
    /// </summary>
    public List<string> Secrets { get; init; } = [];

    /// <summary>Only these types of events: <c>upload.stored</c>, <c>upload.rejected</c>, <c>upload.expired</c>, <c>upload.deleted</c>. Defaults to all.</summary>
    [Harmless]
    public List<string> Types { get; init; } = [];

    /// <summary>Only uploads of these profiles. Defaults to all.</summary>
    [Harmless]
    public List<string> Profiles { get; init; } = [];

    /// <summary>Whether the endpoint may be at an address that is no public one, as inside a private network. Defaults to false.</summary>
    public bool AllowPrivate { get; set; }

    /// <summary>How many events one replica posts at a time, 1 to 64; those of one upload go one after the other. Defaults to 8.</summary>
    public int Concurrency { get; set; } = 8;
}
