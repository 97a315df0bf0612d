using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Problems;
using SignGateway.Uploads.Audit;
using SignGateway.Uploads.History;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Uploads;

internal static class UploadServices
{
    public static void AddUploads(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<IdentityOptions>(configuration, IdentityOptions.Section)
            .Validate(options => options.UserIdClaim.Length > 0, $"{IdentityOptions.Section}:UserIdClaim must name a claim.")
            .Validate(options => options.RoleClaim.Length > 0, $"{IdentityOptions.Section}:RoleClaim must name a claim.")
            .Validate(options => options.AdminRole.Length > 0, $"{IdentityOptions.Section}:AdminRole must name a role.");
        services.AddCheckedOptions<ReconcileOptions>(configuration, ReconcileOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReconcileOptions>, ReconcileOptionsValidator>());
        services.AddCheckedOptions<RetentionOptions>(configuration, RetentionOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>());
        services.TryAddSingleton<UploadSignals>();
        services.TryAddSingleton<DueSignal>();
        services.TryAddSingleton<LookSchedule>();
        services.TryAddSingleton<FollowBucket>();
        services.TryAddSingleton<WaitForUpload>();
        services.TryAddSingleton<ProbeDependencies>();
        services.TryAddSingleton<RecordUpload>();
        services.TryAddSingleton<LookAtObject>();
        services.TryAddSingleton<AbandonParts>();
        services.TryAddSingleton<DeleteUpload>();
        services.TryAddSingleton<BucketPresence>();
        services.TryAddSingleton<TurnAway>();
        services.TryAddSingleton<LookAgain>();
        services.TryAddSingleton<UploadContent>();
        services.TryAddSingleton<HistoryNotes>();
        services.TryAddSingleton<IUploadHistory, InMemoryUploadHistory>();
        services.TryAddSingleton<HistoryWriter>();
        services.TryAddSingleton<IAuditStore, InMemoryAudit>();
        services.TryAddSingleton<AuditLog>();
        services.AddHostedService(provider => provider.GetRequiredService<HistoryWriter>());
    }
}
