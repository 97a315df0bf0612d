namespace OssSimulator.Parts;

internal static class PartServices
{
    public static void AddParts(this IServiceCollection services)
    {
        services.AddSingleton<UploadStore>();
        services.AddSingleton<InitiateUpload>();
        services.AddSingleton<UploadPart>();
        services.AddSingleton<ListParts>();
        services.AddSingleton<CompleteUpload>();
        services.AddSingleton<AbortUpload>();
        services.AddSingleton<ListUploads>();
    }
}
