using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Problems;
using SignGateway.Telemetry;

namespace SignGateway.Tickets;

internal static class TicketServices
{
    public static void AddTickets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<TicketOptions>(configuration, TicketOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TicketOptions>, TicketOptionsValidator>());
        services.TryAddSingleton<RandomNumberGenerator, BlockRandom>();
        services.TryAddSingleton<TicketKeyRing>();
        services.TryAddSingleton<TicketSealer>();
        services.TryAddSingleton<ProbeSealer>();
        services.AddSingleton(new KeySource(provider => provider.GetRequiredService<TicketKeyRing>().All.Select(key => new KeyInUse(KeyKind.Ticket, key.Id, UseOf(key.Use)))));
    }

    private static KeyUse UseOf(TicketKeyUse use) => use switch
    {
        TicketKeyUse.Current => KeyUse.Signs,
        TicketKeyUse.Accepting => KeyUse.Accepts,
        TicketKeyUse.Archive => KeyUse.Archive,
        _ => throw new UnreachableException(),
    };
}
