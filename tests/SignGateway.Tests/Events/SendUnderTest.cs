using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Events;
using SignGateway.Events.Addresses;
using SignGateway.Events.Delivery;
using SignGateway.Events.Outbox;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Tests.Events;

/// <summary>The sender with the HTTP client that the gateway gives it, and names that resolve as a test says.</summary>
internal sealed class SendUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public SendUnderTest(params string[] addresses)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<FindAddresses>((host, _) =>
        {
            Resolved.Add(host);
            return Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());
        });
        services.AddEvents(new ConfigurationBuilder().Build());
        _services = services.BuildServiceProvider();
    }

    public SetTime Time { get; } = new();

    /// <summary>Every name that was looked up.</summary>
    public List<string> Resolved { get; } = [];

    public static OutboxEvent Stored { get; } = new()
    {
        Endpoint = "app",
        At = new DateTimeOffset(2026, 1, 1, 11, 59, 58, TimeSpan.Zero),
        Status = OutboxStatus.Pending,
        Attempts = 1,
        Upload = new UploadRecord
        {
            Id = UploadId.Parse("01jgfjjz00000000000000000a"),
            Owner = "alice",
            Profile = "default",
            Bucket = "example-bucket",
            Key = "uploads/a.png",
            State = UploadState.Stored,
            FileName = "猫 \"photo\".png",
            ContentType = "image/png",
            IssuedAt = new DateTimeOffset(2026, 1, 1, 11, 59, 0, TimeSpan.Zero),
            ExpiresAt = new DateTimeOffset(2026, 1, 1, 12, 9, 0, TimeSpan.Zero),
            Evidence = Evidence.Object,
            Version = 3,
        },
    };

    public Task<SendOutcome> SendAsync(string url, bool allowPrivate = false, CancellationToken cancellationToken = default)
    {
        var options = new EventEndpointOptions { Url = url, AllowPrivate = allowPrivate, Secrets = { EventSettings.Secret } };
        return _services.GetRequiredService<SendEvent>().ExecuteAsync(new EventTarget("app", options), Stored, cancellationToken);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
