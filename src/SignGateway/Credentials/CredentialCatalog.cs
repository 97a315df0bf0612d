using Microsoft.Extensions.DependencyInjection;

namespace SignGateway.Credentials;

/// <summary>Whose credentials sign for which profile.</summary>
public sealed class CredentialCatalog
{
    private readonly IServiceProvider _services;
    private readonly ICredentialSource _shared;

    /// <summary>Finds the sources of profiles under their names.</summary>
    public CredentialCatalog(IServiceProvider services, ICredentialSource shared)
    {
        _services = services;
        _shared = shared;
    }

    /// <summary>The profile's own source, or the one of all profiles that have none.</summary>
    public ICredentialSource For(string profile) => _services.GetKeyedService<ICredentialSource>(profile) ?? _shared;
}
