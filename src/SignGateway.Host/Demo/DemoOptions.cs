namespace SignGateway.Host.Demo;

/// <summary>Section <c>SignGateway:Demo</c>: the sign-in of demo users.</summary>
internal sealed class DemoOptions
{
    public const string Section = "SignGateway:Demo";

    /// <summary>Whether the demo sign-in, which exists only in Development with the simulator as endpoint, may be reached from other machines. Defaults to false.</summary>
    public bool AllowRemote { get; set; }
}
