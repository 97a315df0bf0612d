using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OssSimulator.Hosting;

/// <summary>Where the simulator listens and what it calls itself.</summary>
internal sealed class SimulatorAddress
{
    /// <summary>The account that owns every bucket here.</summary>
    public const string OwnerId = "1000000000000000";

    private readonly Uri requested;

    public SimulatorAddress(Uri requested)
    {
        this.requested = requested;
        Url = requested;
    }

    public Uri Url { get; private set; }

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Origin => Url.GetLeftPart(UriPartial.Authority);

    public void Listen(KestrelServerOptions kestrel)
    {
        if (IPAddress.TryParse(requested.Host.Trim('[', ']'), out var ip)) kestrel.Listen(ip, requested.Port);
        else if (requested.Host != "localhost") kestrel.ListenAnyIP(requested.Port);
        else if (requested.Port == 0) kestrel.Listen(IPAddress.Loopback, 0);
        else kestrel.ListenLocalhost(requested.Port);
    }

    /// <summary>Takes over the port that was really bound, and a host that others can be told.</summary>
    public void Bound(string listening)
    {
        var port = new Uri(listening).Port;
        var host = requested.Host switch
        {
            "0.0.0.0" or "[::]" => "localhost",
            "localhost" when requested.Port == 0 => "127.0.0.1",
            var given => given,
        };
        Url = new UriBuilder(requested.Scheme, host, port).Uri;
    }
}
