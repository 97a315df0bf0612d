using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Tickets;

internal static class TicketServices
{
    public static void AddTickets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<TicketOptions>(configuration, TicketOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TicketOptions>, TicketOptionsValidator>());
        services.TryAddSingleton(RandomNumberGenerator.Create());
        services.TryAddSingleton<TicketKeyRing>();
        services.TryAddSingleton<TicketSealer>();
    }
}
