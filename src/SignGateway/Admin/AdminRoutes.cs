using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Admin.Actions;
using SignGateway.Admin.Audit;
using SignGateway.Admin.Configuration;
using SignGateway.Admin.Explain;
using SignGateway.Admin.Keys;
using SignGateway.Admin.Recorder;
using SignGateway.Admin.Statistics;
using SignGateway.Admin.Stream;
using SignGateway.Uploads;

namespace SignGateway.Admin;

/// <summary>Everything that the admin page calls, behind the administrators' role.</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/v1/admin").RequireAdmin();
        admin.MapMe();
        admin.MapOverview();
        admin.MapSearch();
        admin.MapOneUpload();
        admin.MapActions();
        admin.MapRecorder();
        admin.MapStream();
        admin.MapAudit();
        admin.MapConfiguration();
        admin.MapKeys();
        admin.MapExplain();
    }
}
