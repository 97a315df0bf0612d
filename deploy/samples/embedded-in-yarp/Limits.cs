using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;

namespace EmbeddedInYarp;

/// <summary>How much is taken a minute: from one address over all, and from one user on the routes of uploads. Callbacks of OSS are never counted.</summary>
internal static class Limits
{
    public const string Uploads = "uploads";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        var perAddress = builder.Configuration.GetValue("Limits:PerAddress", 600);
        var perUser = builder.Configuration.GetValue("Limits:UploadsPerUser", 60);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context.Connection.RemoteIpAddress?.ToString() ?? "", perAddress));
            limiter.AddPolicy(Uploads, context => Partition(context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", perUser));
        });
    }

    private static RateLimitPartition<string> Partition(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window });
}
