using System.Net;

namespace SignGateway.Events.Addresses;

/// <summary>Resolves a name; the system does, unless a test says otherwise.</summary>
internal delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken cancellationToken);
