namespace SignGateway.Forwarding;

/// <summary>Without anybody who knows better, <c>ForwardTo</c> is a URL and is used as it stands.</summary>
public sealed class ConfiguredDestinations : IForwardDestinations
{
    /// <inheritdoc/>
    public string? FaultOf(string forwardTo) =>
        Uri.TryCreate(forwardTo, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", Fragment: "" }
            ? null
            : "must be an absolute http or https URL without user and fragment, such as http://app.internal:8080/uploads/stored";

    /// <inheritdoc/>
    public ForwardDestination? Choose(string forwardTo) => new(new Uri(forwardTo));
}
