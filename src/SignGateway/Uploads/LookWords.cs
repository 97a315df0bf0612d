using System.Diagnostics;

namespace SignGateway.Uploads;

/// <summary>The words for what a look at an object showed.</summary>
internal static class LookWords
{
    public static (string Word, string? Reason) Tell(this ObjectLook look) => look switch
    {
        ObjectLook.Agrees => ("agrees", null),
        ObjectLook.Differs(var difference, _) => ("differs", difference),
        ObjectLook.Foreign(var reason) => ("foreign", reason),
        ObjectLook.Absent => ("absent", null),
        ObjectLook.Unavailable(var reason) => ("unavailable", reason),
        var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
    };
}
