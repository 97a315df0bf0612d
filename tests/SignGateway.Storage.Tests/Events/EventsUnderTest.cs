using Microsoft.Extensions.Options;
using SignGateway.Events;
using SignGateway.Events.Delivery;
using SignGateway.Profiles;

namespace SignGateway.Storage.Tests.Events;

/// <summary>Endpoints of one test, under names that no other test has, and the plan that tells them.</summary>
internal sealed class EventsUnderTest
{
    /// <summary>The profile whose objects nobody looks at.</summary>
    public const string NeverLooks = "never";

    private static int _number;

    private readonly EventOptions _options = new();
    private readonly string _prefix = $"e{Interlocked.Increment(ref _number)}-";

    public EventsUnderTest(TimeProvider? time = null)
    {
        All = Add("all", new EventEndpointOptions());
        var profiles = new ProfilesOptions { ["default"] = new(), [NeverLooks] = new() { VerifyObject = VerifyObject.Never } };
        Targets = new EventTargets(Options.Create(_options));
        Plan = new EventPlan(Targets, new ProfileCatalog(Options.Create(profiles)), Signals, time ?? new Guards.SetTime());
    }

    /// <summary>The endpoint that is told everything.</summary>
    public string All { get; }

    public EventTargets Targets { get; }

    public EventSignals Signals { get; } = new();

    public EventPlan Plan { get; }

    /// <summary>Adds one more endpoint; before the first event.</summary>
    public string Add(string name, EventEndpointOptions options)
    {
        options.Url = "https://app.example.com/";
        options.Secrets.Add("whsec_" + Convert.ToBase64String(new byte[32]));
        _options.Endpoints.Add(_prefix + name, options);
        return _prefix + name;
    }
}
