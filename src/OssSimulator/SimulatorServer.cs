using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using OssSimulator.Buckets;
using OssSimulator.Callbacks;
using OssSimulator.Faults;
using OssSimulator.Hosting;
using OssSimulator.Lists;
using OssSimulator.Metadata;
using OssSimulator.Objects;
using OssSimulator.Parts;
using OssSimulator.Permissions;
using OssSimulator.Posting;
using OssSimulator.Putting;
using OssSimulator.Signing;
using OssSimulator.Sts;

namespace OssSimulator;

/// <summary>A running simulator. It takes nothing from the process around it: no settings, no services, no signals.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private const int HeadLimit = 64 * 1024;

    private readonly WebApplication app;
    private readonly CallbackLog callbacks;
    private readonly ObjectStore store;
    private readonly UploadStore uploads;
    private readonly CallLog<StsCall> stsCalls;
    private readonly CallLog<MetadataCall> metadataCalls;
    private bool isDisposed;

    private SimulatorServer(WebApplication app, Uri url)
    {
        this.app = app;
        Url = url;
        callbacks = app.Services.GetRequiredService<CallbackLog>();
        store = app.Services.GetRequiredService<ObjectStore>();
        uploads = app.Services.GetRequiredService<UploadStore>();
        stsCalls = app.Services.GetRequiredService<CallLog<StsCall>>();
        metadataCalls = app.Services.GetRequiredService<CallLog<MetadataCall>>();
        Faults = app.Services.GetRequiredService<SimulatorFaults>();
    }

    /// <summary>Where it is reached; the bound port if port 0 was asked for.</summary>
    public Uri Url { get; }

    /// <summary>The last callbacks sent, oldest first; as many as <see cref="SimulatorOptions.CallbackLogSize"/>.</summary>
    public IReadOnlyList<CallbackRecord> Callbacks => callbacks.Records;

    /// <summary>Every stored object by bucket and key, read from the disk at each call; after the end too, while the folder is there.</summary>
    public IReadOnlyList<StoredObject> Objects =>
        [.. store.All().Select(found => new StoredObject(found.Bucket, found.Key, found.Size, found.ETag, found.UserMetadata))];

    /// <summary>Every multipart upload that is neither complete nor aborted, oldest first.</summary>
    public IReadOnlyList<PendingUpload> Uploads =>
    [
        .. uploads.All.OrderBy(upload => upload.Record.Id, StringComparer.Ordinal).Select(upload =>
            new PendingUpload(upload.Record.Bucket, upload.Record.Key, upload.Record.Id, upload.Record.Initiated, upload.Parts.Count)),
    ];

    /// <summary>Every call of STS, oldest first, faults included.</summary>
    public IReadOnlyList<StsCall> StsCalls => stsCalls.Calls;

    /// <summary>Every request to the metadata service that got an answer, oldest first.</summary>
    public IReadOnlyList<MetadataCall> MetadataCalls => metadataCalls.Calls;

    /// <summary>Troubles to make on purpose.</summary>
    public SimulatorFaults Faults { get; }

    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        // The empty builder reads neither environment nor files nor the command line.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = nameof(OssSimulator), Args = [] });
        var address = new SimulatorAddress(options.Url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
            kestrel.Limits.MinRequestBodyDataRate = null;

            // A callback and its variables may take 5 KB each, in the query three times that if all of it has to be encoded.
            kestrel.Limits.MaxRequestLineSize = HeadLimit;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeadLimit;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
            address.Listen(kestrel);
        });
        AddServices(builder.Services, options, address);

        var app = builder.Build();
        try
        {
            app.Run(app.Services.GetRequiredService<ServiceRouter>().HandleAsync);
            await app.StartAsync(cancellationToken);
            address.Bound(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
            return new SimulatorServer(app, address.Url);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed) return;
        isDisposed = true;
        await app.StopAsync();
        await app.Services.GetRequiredService<LooseDeliveries>().FinishAsync();
        await app.DisposeAsync();
    }

    private static void AddServices(IServiceCollection services, SimulatorOptions options, SimulatorAddress address)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.AddSingleton(options);
        services.AddSingleton(address);
        services.AddSingleton<ServerClock>();
        services.AddSingleton<AccessKeyRing>();
        services.AddSingleton<KeyIssuer>();
        services.AddSingleton<OssAccess>();
        services.AddSingleton<BucketHosts>();
        services.AddSingleton<CorsRule>();
        services.AddSingleton<ObjectFiles>();
        services.AddSingleton<ObjectStore>();
        services.AddSingleton<ObjectRequests>();
        services.AddSingleton<ListObjects>();
        services.AddSingleton<GetBucketInfo>();
        services.AddSingleton<RequestAuthorizer>();
        services.AddSingleton<FormAuthorizer>();
        services.AddSingleton<PostObject>();
        services.AddSingleton<PostAnswer>();
        services.AddSingleton<CallbackKey>();
        services.AddSingleton<CallbackLog>();
        services.AddSingleton<CallbackSender>();
        services.AddSingleton<LooseDeliveries>();
        services.AddSingleton<UploadCallback>();
        services.AddSingleton<SimulatorFaults>();
        services.AddSingleton<Hanging>();
        services.AddSingleton<RequestFaults>();
        services.AddSingleton<UploadFaults>();
        services.AddSingleton<PutObject>();
        services.AddParts();
        services.AddSingleton<OssOperations>();
        services.AddSingleton<RequestDispatcher>();
        services.AddSts();
        services.AddMetadata();
        services.AddSingleton<ServiceRouter>();
    }
}
