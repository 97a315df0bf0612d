using Microsoft.Extensions.Hosting;

namespace SignGateway.Health;

/// <summary>How the gateway ends, in section <c>SignGateway</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway";

    /// <summary>The longest delay.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // A Service or a load balancer of Kubernetes has heard of a pod's end after a second or two.
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long requests are still served after SIGTERM, while <c>/health/ready</c> says <c>draining</c>: as long as whoever sends them takes to notice. Up to 5 minutes.
    /// Defaults to 5 seconds, and to none in Development.
    /// </summary>
    public TimeSpan? DrainDelay { get; set; }

    internal TimeSpan DelayIn(IHostEnvironment environment) => DrainDelay ?? (environment.IsDevelopment() ? TimeSpan.Zero : Usual);
}
