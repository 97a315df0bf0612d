using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Doctor;
using SignGateway.Doctor.Reach;
using SignGateway.Profiles;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Tests.Doctor;

/// <summary>The doctor in a process of its own, so to speak: it shares the settings and the clock with the gateway, and nothing else.</summary>
internal sealed class DoctorUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    public DoctorUnderTest(TimeProvider time, params (string Key, string? Value)[] settings)
        : this(time, Outside.OfSystem, settings)
    {
    }

    public DoctorUnderTest(TimeProvider time, Outside outside, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(TestGateway.Settings()).AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore().AddLogging();
        builder.Services.AddSingleton(time).AddSingleton(outside);
        builder.Services.AddSingleton<IUploadLedger, InMemoryUploadLedger>().AddSingleton<IReplayGuard, InProcessReplayGuard>();
        builder.Services.AddSignGateway(builder.Configuration);
        _app = builder.Build();
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>A world in which every name is this machine, and these certificates count.</summary>
    public static Outside WhereEveryNameIsHere(params X509Certificate2[] trusted)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(trusted);
        return new Outside((_, _) => Task.FromResult(new[] { IPAddress.Loopback }), policy);
    }

    /// <summary>What one of the checks finds, as the examination runs it.</summary>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(string check, IReadOnlyList<Profile>? profiles = null)
    {
        var examine = new Examine(Services.GetServices<IDoctorCheck>().Where(candidate => candidate.Name == check), Services.GetRequiredService<TimeProvider>());
        var parts = new List<CheckedPart>();
        await foreach (var part in examine.ExecuteAsync(profiles ?? [], CancellationToken.None))
            parts.Add(part);
        return parts.Single().Findings;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
