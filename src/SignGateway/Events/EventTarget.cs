using SignGateway.Webhooks;

namespace SignGateway.Events;

/// <summary>An endpoint that is told, as its options have been checked.</summary>
internal sealed class EventTarget
{
    private readonly HashSet<string> _types;
    private readonly HashSet<string> _profiles;

    public EventTarget(string name, EventEndpointOptions options)
    {
        Name = name;
        Url = new Uri(options.Url);
        Secrets = [.. options.Secrets.Select(secret => WebhookSecret.TryParse(secret)!)];
        AllowPrivate = options.AllowPrivate;
        Concurrency = options.Concurrency;
        _types = [.. options.Types];
        _profiles = [.. options.Profiles];
    }

    public string Name { get; }

    public Uri Url { get; }

    public IReadOnlyList<WebhookSecret> Secrets { get; }

    public bool AllowPrivate { get; }

    public int Concurrency { get; }

    public bool Wants(string type, string profile) =>
        (_types.Count == 0 || _types.Contains(type)) && (_profiles.Count == 0 || _profiles.Contains(profile));
}
