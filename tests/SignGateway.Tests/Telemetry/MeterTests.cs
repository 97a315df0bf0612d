using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Telemetry;

public sealed class MeterTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _measured = new();
    private readonly MeterListener _listener = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:VerifyObject"] = "Before" });
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == GatewayMeter.Name && ReferenceEquals(instrument.Meter.Scope, _gateway.Meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        // How long things take is nobody's promise.
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, null, tags));
        _listener.Start();
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task one_upload_is_measured_on_its_whole_way()
    {
        var grant = await _gateway.SignAsync();
        _gateway.Oss.Answer = _ => new StoredObject(grant).Head();
        await new OssCallback(grant).SendAsync(_gateway);
        await new OssCallback(grant).SendAsync(_gateway);

        Assert.Superset(
            new HashSet<string>
            {
                "sign_gateway.grants=1 profile=default method=post outcome=issued", "sign_gateway.grants.duration",
                "sign_gateway.callbacks=1 verdict=recorded", "sign_gateway.callbacks=1 verdict=duplicate", "sign_gateway.callbacks.duration",
                "sign_gateway.guard.duration operation=claim outcome=ok", "sign_gateway.guard.duration operation=answer outcome=ok",
                "sign_gateway.looks.duration outcome=agrees", "sign_gateway.uploads.recorded=1 road=callback", "sign_gateway.uploads.states=1 state=stored",
            },
            _measured.ToHashSet());
    }

    [Theory]
    [InlineData("""{"fileName":"a","profile":"no-such-profile-of-alice"}""", "_OTHER", "_OTHER", "profile_unknown")]
    [InlineData("""{"fileName":""}""", "_OTHER", "_OTHER", "file_name_invalid")]
    public async Task a_refused_grant_is_counted_by_its_code_and_never_by_what_the_caller_wrote(string json, string profile, string method, string code)
    {
        await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: json);
        Assert.Equal([$"sign_gateway.grants=1 profile={profile} method={method} outcome={code}"], _measured);
    }

    [Fact]
    public async Task who_waits_is_counted_up_and_down_again()
    {
        var grant = await _gateway.SignAsync();
        await _gateway.Time.PassUntilAsync(_gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}?wait=1"), TimeSpan.FromSeconds(1));
        Assert.Equal(["sign_gateway.waits=1", "sign_gateway.waits=-1"], _measured.Where(measured => measured.StartsWith("sign_gateway.waits", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task a_pass_of_the_sweep_tells_what_it_did_and_how_late_it_is()
    {
        await _gateway.StopSweepingAsync();
        var grant = await _gateway.SignAsync();
        _gateway.Time.Pass(TimeSpan.FromHours(1));
        _gateway.Oss.Answer = _ => new StoredObject(grant).Head();
        Assert.True(await _gateway.SweepAsync());
        Assert.Superset(
            new HashSet<string> { "sign_gateway.sweep.duration outcome=done", "sign_gateway.sweep.uploads=1", "sign_gateway.sweep.lag", "sign_gateway.looks.duration outcome=agrees" }, _measured.ToHashSet());
    }

    [Fact]
    public void what_ready_says_can_be_collected()
    {
        _listener.RecordObservableInstruments();
        Assert.Superset(
            new HashSet<string>
            {
                "sign_gateway.ready=1", "sign_gateway.dependency.status=1 dependency=ledger state=ok", "sign_gateway.dependency.status=0 dependency=ledger state=down",
                "sign_gateway.dependency.status=0 dependency=sweep state=degraded",
            },
            _measured.ToHashSet());
    }

    private void Add(Instrument instrument, object? value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = value is null ? instrument.Name : FormattableString.Invariant($"{instrument.Name}={value}");
        foreach (var (name, tag) in tags)
            text += $" {name}={tag}";
        _measured.Enqueue(text);
    }
}
