using SignGateway.Host.Development;
using SignGateway.Storage;

namespace SignGateway.Host.Hosting;

/// <summary>The data folder of this process, taken before anything is built, so that a second process on it stops with a clear word.</summary>
internal static class LocalFolder
{
    /// <summary>Takes the folder if anything is kept in it, and keeps there what Development needs.</summary>
    public static DataFolders Open(WebApplicationBuilder builder, LocalSetup local, List<string> faults)
    {
        var folders = new DataFolders();
        builder.Services.AddSingleton(folders);

        var configuration = builder.Configuration;
        var needsTicketKey = builder.Environment.IsDevelopment() && !configuration.GetSection("SignGateway:Tickets:Keys").GetChildren().Any();
        var keepsLedger = !string.Equals(configuration["SignGateway:Ledger:Provider"], nameof(LedgerProvider.PostgreSql), StringComparison.OrdinalIgnoreCase)
            && string.IsNullOrWhiteSpace(configuration["SignGateway:Ledger:ConnectionString"]);
        if (!needsTicketKey && !keepsLedger && local.Simulator is null)
            return folders;

        var path = StorageServices.DataFolderPath(configuration, builder.Environment);
        if (folders.TryOpen(path, out var fault) is not { } folder)
            faults.Add($"SignGateway:DataFolder: {fault}");
        else if (needsTicketKey)
            LocalSetup.AddTicketKey(builder, folder.Path);
        return folders;
    }
}
