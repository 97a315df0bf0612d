namespace SignGateway.Host.Demo;

/// <summary>Section <c>SignGateway:Demo</c>.</summary>
internal sealed class DemoOptions
{
    public const string Section = "SignGateway:Demo";

    /// <summary>Whether the demo sign-in may be reached from other machines. Defaults to false.</summary>
    public bool AllowRemote { get; set; }
}
