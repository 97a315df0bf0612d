using SignGateway.Problems;

namespace SignGateway.Host.Development;

/// <summary>Section <c>SignGateway:Simulator</c>: the local stand-in for OSS.</summary>
internal sealed class SimulatorSettings
{
    public const string Section = "SignGateway:Simulator";

    /// <summary>Whether this process starts the simulator. Defaults to true in Development while no other endpoint is configured, else to false.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Where it listens, an http URL. Defaults to http://localhost:5081.</summary>
    [Harmless]
    public string Url { get; set; } = "http://localhost:5081";
}
