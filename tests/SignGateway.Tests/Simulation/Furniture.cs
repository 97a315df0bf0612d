using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SignGateway.Profiles;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Tests.Simulation;

/// <summary>What every run can share because nothing ever changes it.</summary>
internal sealed class Furniture : IMeterFactory
{
    private readonly ProfileCatalog[] _profiles = [.. Enum.GetValues<VerifyObject>().Select(Catalog)];

    public Furniture()
    {
        Meter = new GatewayMeter(this);
        Tickets = Options.Create(new TicketOptions { Keys = { new TicketKeyOptions { Id = "k1", Secret = Convert.ToBase64String(new byte[32]) } } });
        Sealer = new TicketSealer(new TicketKeyRing(Tickets), RandomNumberGenerator.Create());
    }

    public GatewayMeter Meter { get; }

    public SignGateway.Telemetry.Replica Name { get; } = new();

    public IOptions<TicketOptions> Tickets { get; }

    public IOptions<ReconcileOptions> Reconcile { get; } = Options.Create(new ReconcileOptions { Batch = 2, Concurrency = 2 });

    public TicketSealer Sealer { get; }

    public ProfileCatalog Profiles(VerifyObject verify) => _profiles[(int)verify];

    Meter IMeterFactory.Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }

    private static ProfileCatalog Catalog(VerifyObject verify) =>
        new(Options.Create(new ProfilesOptions { ["default"] = new ProfileOptions
        {
            VerifyObject = verify,
            ForwardTo = "http://application",
            ForwardSecrets = { $"whsec_{Convert.ToBase64String(new byte[24])}" },
        } }));
}
