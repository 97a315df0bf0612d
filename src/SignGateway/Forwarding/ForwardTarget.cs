using SignGateway.Webhooks;

namespace SignGateway.Forwarding;

/// <summary>Whom a profile's uploads are told to.</summary>
/// <param name="To">The profile's <c>ForwardTo</c>.</param>
/// <param name="Secrets">What messages are signed with, each with all of them.</param>
internal sealed record ForwardTarget(string To, IReadOnlyList<WebhookSecret> Secrets);
