using SignGateway.Forwarding;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace SignGateway.Host.Edge;

/// <summary>
/// Lets <c>ForwardTo</c> name a cluster of the proxy: uploads go where its load balancing sends them, among the destinations that its health checks
/// let pass, and count for its passive checks like any request.
/// </summary>
internal sealed class ClusterDestinations(
    IConfiguration configuration, IProxyStateLookup proxy, IEnumerable<ILoadBalancingPolicy> balancing, IEnumerable<IPassiveHealthCheckPolicy> health) : IForwardDestinations
{
    private readonly ConfiguredDestinations _urls = new();
    private readonly Dictionary<string, ILoadBalancingPolicy> _balancing = balancing.ToDictionary(policy => policy.Name, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IPassiveHealthCheckPolicy> _health = health.ToDictionary(policy => policy.Name, StringComparer.OrdinalIgnoreCase);

    public string? FaultOf(string forwardTo)
    {
        if (!ClusterUrl.IsOne(forwardTo))
            return _urls.FaultOf(forwardTo) is { } fault ? $"{fault}, or cluster://CLUSTER/path" : null;
        if (ClusterUrl.TryParse(forwardTo) is not { } url)
            return "must be cluster://CLUSTER/path, without a fragment";
        // The proxy has not read its section yet.
        return configuration.GetSection($"{EdgeSetup.Section}:Clusters:{url.Cluster}").Exists()
            ? null
            : $"names the cluster '{url.Cluster}', which {EdgeSetup.Section}:Clusters does not have";
    }

    public ForwardDestination? Choose(string forwardTo)
    {
        if (ClusterUrl.TryParse(forwardTo) is not { } url)
            return _urls.Choose(forwardTo);
        return proxy.TryGetCluster(url.Cluster, out var cluster) && Pick(cluster) is { } destination
            ? new ForwardDestination(url.At(destination.Model.Config.Address), contact => Tell(cluster, destination, contact))
            : null;
    }

    private DestinationState? Pick(ClusterState cluster)
    {
        var available = cluster.DestinationsState.AvailableDestinations;
        return available.Count switch
        {
            0 => null,
            1 => available[0],
            _ => _balancing[cluster.Model.Config.LoadBalancingPolicy ?? LoadBalancingPolicies.PowerOfTwoChoices].PickDestination(new DefaultHttpContext(), cluster, available),
        };
    }

    private void Tell(ClusterState cluster, DestinationState destination, ForwardContact contact)
    {
        if (cluster.Model.Config.HealthCheck?.Passive is not { Enabled: true } passive)
            return;
        var context = new DefaultHttpContext();
        if (contact != ForwardContact.Answered)
            context.Features.Set<IForwarderErrorFeature>(new Trouble(contact == ForwardContact.TimedOut ? ForwarderError.RequestTimedOut : ForwarderError.Request));
        _health[passive.Policy ?? HealthCheckConstants.PassivePolicy.TransportFailureRate].RequestProxied(context, cluster, destination);
    }

    private sealed record Trouble(ForwarderError Error) : IForwarderErrorFeature
    {
        public Exception? Exception => null;
    }
}
