package diskmill.convert;

import diskmill.convert.qemu.QemuImg;
import diskmill.convert.qemu.QemuImgSettings;
import diskmill.event.ImageEvent.Ingested;
import diskmill.messaging.WorkQueue;
import diskmill.messaging.WorkQueue.Workers;
import diskmill.storage.ObjectStore;
import diskmill.storage.ToolFiles;
import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Public, since standalone takes it in beside its own. Needs a store, a work queue and a clock from others. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConvertSettings.class, QemuImgSettings.class})
public class ConvertWorkerConfiguration {

    @Bean
    QemuImg qemuImg(QemuImgSettings settings) throws IOException, InterruptedException {
        var qemuImg = new QemuImg(settings);
        qemuImg.requireUsable();
        return qemuImg;
    }

    @Bean
    ConvertStep convertStep(ObjectStore store, ToolFiles toolFiles, QemuImg qemuImg, Clock clock) {
        var diskCheck = new DiskCheck(qemuImg);
        var conversion = new DiskConversion(store, toolFiles, qemuImg, diskCheck);
        return new ConvertStep(store, toolFiles, diskCheck, conversion, clock);
    }

    @Bean(destroyMethod = "close")
    Workers convertWorkers(WorkQueue queue, ConvertSettings settings, ConvertStep step) {
        return queue.take(Ingested.class, settings.concurrency(), step);
    }
}
