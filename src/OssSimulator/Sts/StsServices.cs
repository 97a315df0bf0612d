using OssSimulator.Hosting;

namespace OssSimulator.Sts;

internal static class StsServices
{
    public static void AddSts(this IServiceCollection services)
    {
        services.AddSingleton<NonceMemory>();
        services.AddSingleton<Acs3Authorizer>();
        services.AddSingleton<RpcAuthorizer>();
        services.AddSingleton<StsAuthorizer>();
        services.AddSingleton<RoleLender>();
        services.AddSingleton<AssumeRole>();
        services.AddSingleton<AssumeRoleWithOidc>();
        services.AddSingleton<CallLog<StsCall>>();
        services.AddSingleton<StsService>();
    }
}
