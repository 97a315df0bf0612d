using System.Diagnostics.Metrics;

namespace SignGateway.Telemetry;

/// <summary>Every counter of the gateway, in one place. The meter's name is <c>SignGateway</c>.</summary>
public sealed class GatewayMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "SignGateway";

    private readonly Counter<long> _grants;
    private readonly Counter<long> _callbacks;
    private readonly Counter<long> _records;

    /// <summary>Makes the counters.</summary>
    public GatewayMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _grants = meter.CreateCounter<long>("sign_gateway.grants", "{grant}", "Grants signed, by profile.");
        _callbacks = meter.CreateCounter<long>("sign_gateway.callbacks", "{callback}", "Callbacks received, by verdict.");
        _records = meter.CreateCounter<long>("sign_gateway.uploads.recorded", "{upload}", "Uploads recorded as stored, by road.");
    }

    /// <summary>A grant was signed.</summary>
    public void Granted(string profile) => _grants.Add(1, new KeyValuePair<string, object?>("profile", profile));

    /// <summary>A callback was answered; the verdict is <c>recorded</c>, <c>duplicate</c> or a problem's code.</summary>
    public void CalledBack(string verdict) => _callbacks.Add(1, new KeyValuePair<string, object?>("verdict", verdict));

    /// <summary>An upload was recorded for the first time.</summary>
    public void Recorded(string road) => _records.Add(1, new KeyValuePair<string, object?>("road", road));
}
