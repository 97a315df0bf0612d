namespace SignGateway.Events;

/// <summary>Section <c>SignGateway:Events</c>: whom the gateway tells what becomes of uploads.</summary>
public sealed class EventOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Events";

    /// <summary>Who is told, by a name of 1 to 32 lower-case letters, digits, <c>-</c> and <c>_</c>. Defaults to nobody.</summary>
    public Dictionary<string, EventEndpointOptions> Endpoints { get; init; } = [];

    /// <summary>The section of one endpoint.</summary>
    public static string SectionOf(string endpoint) => $"{Section}:{nameof(Endpoints)}:{endpoint}";
}
