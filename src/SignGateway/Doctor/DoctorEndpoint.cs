using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;

namespace SignGateway.Doctor;

/// <summary>The doctor's look at this very process and what is around it. The audit log hears who asked, and how much was found.</summary>
internal static class DoctorEndpoint
{
    private const string Route = "/doctor";
    private const int MaxBody = 1024;

    public static void MapDoctor(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/v1/admin").RequireAdmin();
        admin.MapPost(Route, ExamineAsync).WithName("AdminDoctor").Accepts<DoctorRequestSchema>("application/json").Produces<DoctorReportSchema>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Looks at clock, credentials, bucket, rights, CORS and all else that uploads depend on, and tries one upload with each profile, or with one.");
        admin.MapOtherVerbs(Route, "POST");
    }

    private static async Task<IResult> ExamineAsync(
        HttpContext context, DoctorTurn turn, Examine examine, ProfileCatalog profiles, AuditLog audit, CancellationToken cancellationToken)
    {
        var (unreadable, _, json) = await RequestJson.ReadAsync(context.Request, MaxBody, cancellationToken);
        if (unreadable is not null)
            return new ProblemResult(unreadable);
        if (Read(json, profiles, out var asked) is { } problem)
            return new ProblemResult(problem);
        if (!turn.TryTake())
            return new ProblemResult(KnownProblems.DoctorBusy);
        try
        {
            var entry = await audit.WriteAsync(context.GetCaller().Owner, AuditActions.Doctor, null, null, null, cancellationToken);
            List<CheckedPart> parts = [];
            await foreach (var part in examine.ExecuteAsync(asked, cancellationToken))
                parts.Add(part);
            var report = new DoctorReport(parts);
            await audit.CompleteAsync(entry, new Dictionary<string, string>
            {
                ["profiles"] = string.Join(", ", asked.Select(profile => profile.Name)),
                ["worst"] = report.Worst.ToText(),
                ["faults"] = report.Count(FindingLevel.Fault).ToString(CultureInfo.InvariantCulture),
                ["warnings"] = report.Count(FindingLevel.Warning).ToString(CultureInfo.InvariantCulture),
            });
            return new JsonBody(StatusCodes.Status200OK, report.Write);
        }
        finally
        {
            turn.Give();
        }
    }

    private static Problem? Read(JsonElement json, ProfileCatalog profiles, out IReadOnlyList<Profile> asked)
    {
        asked = [.. profiles.All];
        if (json.ValueKind != JsonValueKind.Object)
            return KnownProblems.RequestMalformed.Because("Send {} for all profiles, or {\"profile\":\"…\"} for one.");
        if (!json.TryGetProperty("profile", out var element) || element.ValueKind == JsonValueKind.Null)
            return null;
        if (element.ValueKind != JsonValueKind.String)
            return KnownProblems.RequestMalformed.Because("profile must be a string.");
        if (asked.FirstOrDefault(profile => element.ValueEquals(profile.Name)) is not { } one)
            return KnownProblems.ProfileUnknown;
        asked = [one];
        return null;
    }

    private sealed record DoctorRequestSchema(string? Profile);

    private sealed record DoctorReportSchema(string Worst, IReadOnlyList<FindingSchema> Findings);

    private sealed record FindingSchema(string Check, string Code, string Level, string? Profile, string Text, string? Fix);
}
