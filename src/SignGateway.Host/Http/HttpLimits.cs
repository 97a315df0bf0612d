using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SignGateway.Host.Edge;

namespace SignGateway.Host.Http;

/// <summary>
/// What one client may take of this process. Section <c>Kestrel:Limits</c> overrules it, with the framework's own names. Routes hold their bodies to tighter limits:
/// 64 KiB for a callback and for each upload of a batch.
/// </summary>
internal static class HttpLimits
{
    public const string Section = "Kestrel:Limits";

    // A batch of a hundred, with room.
    private const long MaxBody = 7 << 20;

    public static void AddHttpLimits(this WebApplicationBuilder builder, List<string> faults)
    {
        var limits = builder.Configuration.GetSection(Section);
        if (Fault(limits) is { } fault)
        {
            faults.Add(fault);
            return;
        }

        var passesOn = builder.Configuration.HasEdge();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Set(kestrel.Limits, passesOn);
            limits.Bind(kestrel.Limits);
        });
    }

    private static void Set(KestrelServerLimits limits, bool passesOn)
    {
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // Longer than proxies keep a connection, or they would send into one that is just being closed.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        // As many waits as one process holds, and as much again.
        limits.MaxConcurrentConnections = 20_000;
        limits.MaxConcurrentUpgradedConnections = 10_000;
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromMinutes(1);
        // How much an application behind the proxy takes, it knows better: its routes say so.
        if (!passesOn)
            limits.MaxRequestBodySize = MaxBody;
    }

    private static string? Fault(IConfigurationSection limits)
    {
        try
        {
            limits.Bind(new KestrelServerLimits());
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or TargetInvocationException or ArgumentException)
        {
            return $"{Section} cannot be used: {(exception is TargetInvocationException ? exception.GetBaseException() : exception).Message}";
        }
    }
}
