using System.Diagnostics;

namespace SignGateway.Telemetry;

/// <summary>
/// What the gateway traces of its work. The source's name is <c>SignGateway</c>. Where nobody listens there are no activities, and all of this costs a look.
/// Spans name the upload and its profile, never its owner, key or file name.
/// </summary>
public static class GatewayActivities
{
    /// <summary>The source's name.</summary>
    public const string Name = "SignGateway";

    /// <summary>Signing one request's forms.</summary>
    internal const string Sign = "sign";

    /// <summary>Judging one callback.</summary>
    internal const string Callback = "callback";

    /// <summary>Whether OSS sent it.</summary>
    internal const string Verify = "verify";

    /// <summary>Recording the upload.</summary>
    internal const string Record = "record";

    /// <summary>A look at an object, on whichever road.</summary>
    internal const string Look = "look";

    /// <summary>The client's own question whether its upload is there.</summary>
    internal const string Confirm = "confirm";

    /// <summary>What the sweep does about one upload.</summary>
    internal const string Sweep = "sweep";

    /// <summary>Telling the application.</summary>
    internal const string Forward = "forward";

    /// <summary>One attempt to deliver an event.</summary>
    internal const string Event = "event";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>The activity that is under way here, if it is recorded: what a ticket takes along. Default otherwise.</summary>
    internal static ActivityContext Recorded => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } activity ? activity.Context : default;

    /// <summary>Begins a part of what is under way; null if nobody listens.</summary>
    internal static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>
    /// Goes on with what a ticket brought along, in the trace of the request that signed; what is under way here is linked, since it belongs to another. Without a trace in the ticket
    /// it is a part of what is under way.
    /// </summary>
    internal static Activity? Continue(string name, ActivityContext trace)
    {
        if (!Source.HasListeners())
            return null;
        if (trace == default || trace.TraceId == Activity.Current?.TraceId)
            return Source.StartActivity(name);
        return Source.StartActivity(name, ActivityKind.Internal, trace, links: Activity.Current is { } here ? [new ActivityLink(here.Context)] : null);
    }

    /// <summary>Links an activity to what signed the upload.</summary>
    internal static void LinkTo(this Activity? activity, ActivityContext trace)
    {
        if (activity is not null && trace != default && trace.TraceId != activity.TraceId)
            activity.AddLink(new ActivityLink(trace));
    }

    /// <summary>Says which upload it is about.</summary>
    internal static void Concerns<T>(this Activity? activity, T upload, string profile)
        where T : notnull
    {
        if (activity is not { IsAllDataRequested: true })
            return;
        activity.SetTag("sign_gateway.upload.id", upload.ToString());
        activity.SetTag("sign_gateway.profile", profile);
    }

    /// <summary>Says how it ended; with the code of a fault, as an error.</summary>
    internal static void Ended(this Activity? activity, string outcome, string? fault = null)
    {
        if (activity is not { IsAllDataRequested: true })
            return;
        activity.SetTag("sign_gateway.outcome", outcome);
        if (fault is null)
            return;
        activity.SetTag("error.type", fault);
        activity.SetStatus(ActivityStatusCode.Error, fault);
    }
}
